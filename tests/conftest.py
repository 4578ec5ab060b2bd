from hypothesis import HealthCheck, settings
from processes import processes
from redis_server import redis_client, redis_server, redis_url

__all__ = ["processes", "redis_client", "redis_server", "redis_url"]

# a machine busy with something else says nothing about the property
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
