create function app.lock_generation(sites uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
  from (select distinct abs(hashtext(s::text)::bigint % 64)::integer as bucket
    from (select distinct site_uuid from unnest(sites) site_uuid) r (s) order by 1) buckets;
end
$$;

comment on function app.lock_generation(uuid[]) is
  'Lets one transaction of the service at a time compare and write measurements of these sites, '
  'so that no two of them store periods that overlap. Other writers do not wait. Caller: '
  'functions that write generation in a scope, first. Lock: advisory, one of 64 for each site, '
  'in their order, until the transaction ends.';
