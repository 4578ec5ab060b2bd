-- Puts a job that a dead worker left behind at the front of its queue, in one step: a reaper that dies itself
-- loses nothing, and two reapers do not put it back twice.
-- KEYS: 1 started registry, 2 execution, 3 executions of the job, 4 intermediate list, 5 job, 6 queue
-- ARGV: 1 job id, 2 execution id or '' for a job that never started, 3 deaths a job may cause
-- Answers 'back', 'gone' (somebody else settled it) or 'poison' (nothing was touched).
local entry = ARGV[1] .. ':' .. ARGV[2]
local left_behind
if ARGV[2] == '' then
    left_behind = redis.call('LPOS', KEYS[4], ARGV[1])
else
    left_behind = redis.call('ZSCORE', KEYS[1], entry)
end
if not left_behind then
    return 'gone'
end

local exists = redis.call('EXISTS', KEYS[5]) == 1
local deaths = tonumber(redis.call('HGET', KEYS[5], 'deaths') or '0') + 1
if exists and deaths >= tonumber(ARGV[3]) then
    return 'poison'
end

redis.call('ZREM', KEYS[1], entry)
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[2])
redis.call('LREM', KEYS[4], 0, ARGV[1])
if not exists then
    return 'gone'
end
redis.call('HSET', KEYS[5], 'deaths', deaths, 'status', 'queued')
if not redis.call('LPOS', KEYS[6], ARGV[1]) then
    redis.call('LPUSH', KEYS[6], ARGV[1])
end
return 'back'
