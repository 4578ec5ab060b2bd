from processes import processes
from redis_server import redis_client, redis_server, redis_url

__all__ = ["processes", "redis_client", "redis_server", "redis_url"]
