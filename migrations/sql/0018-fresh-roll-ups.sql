-- Up to the newest whole bucket, as 0016 wanted it: with an end of a minute before now, what came late for the minute
-- before last waited until a minute and more had gone by (F6: 61 s once, 60 are asked).
SELECT alter_job(job_id, config => config || '{"end_offset": "0 minutes"}')
FROM timescaledb_information.jobs WHERE proc_name = 'policy_refresh_continuous_aggregate' ORDER BY job_id;
