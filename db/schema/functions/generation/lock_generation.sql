create function app.lock_generation(sites uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  buckets integer[];
  numbers integer[];
begin
  select array_agg(distinct abs(hash::bigint % 64)::integer), array_agg(distinct hash)
  into buckets, numbers
  from (select hashtext(s::text) from (select distinct unnest(sites)) d (s)) r (hash);
  -- Few sites: each by itself, so that a long transaction holds up no other site.
  if cardinality(numbers) <= 200 then
    perform pg_advisory_xact_lock_shared(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
    perform pg_advisory_xact_lock(hashtext('app.generation of a site'), number)
    from (select unnest(numbers) order by 1) n (number);
  else
    perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
  end if;
end
$$;

comment on function app.lock_generation(uuid[]) is
  'Lets one transaction of the service at a time compare and write measurements of these sites, '
  'so that no two of them store periods that overlap. Other writers do not wait. Up to 200 sites '
  'are locked each by itself, more by the 64 parts that all sites are in: PostgreSQL has room for '
  'some thousand locks. Caller: functions that write generation in a scope, first. Lock: advisory, '
  'of the parts (shared by transactions of few sites), then of the sites, in their order, until the '
  'transaction ends.';
