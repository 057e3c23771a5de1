set local check_function_bodies = off;

create table app.download_links (
  link_uuid uuid not null default gen_random_uuid(),
  link_hash bytea not null,
  user_uuid uuid not null,
  query text not null,
  created_utc timestamp with time zone not null default now(),
  expires_utc timestamp with time zone not null,
  constraint download_links_link_hash_key unique (link_hash),
  constraint download_links_pkey primary key (link_uuid)
);

create or replace function app.run_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    forecast_power_kw double precision,
    probabilistic_values jsonb,
    horizon_minutes integer,
    forecast_uuid uuid,
    timestamp_utc timestamp without time zone,
    model_name text,
    model_version text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  set jit to 'off'
  AS $function$
#variable_conflict use_column
begin
  -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
  -- both steps from being joined in another way, by which a run would read all sites' whole days.
  return query
    with days as materialized (
      select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
      where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
        and d.day >= from_utc::date and d.day < to_utc
      group by d.site_uuid),
    run as materialized (
      select f.* from days d cross join lateral (
        select f.forecast_uuid, f.site_uuid, f.timestamp_utc from forecasts f
        where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
          and f.timestamp_utc < to_utc and f.timestamp_utc > '-infinity'
        offset 0) f)
    select f.site_uuid, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes, f.forecast_uuid, f.timestamp_utc, m.name::text, m.version::text
    from run f
    cross join lateral (
      select v.* from forecast_values v
      where v.forecast_uuid = f.forecast_uuid
        and v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc >= f.timestamp_utc
        and app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw)
      offset 0) v
    left join ml_model m on m.model_uuid = v.ml_model_uuid;
end
$function$;

alter table app.download_links
  add constraint download_links_user_uuid_fkey foreign key (user_uuid)
    references public.users(user_uuid) on delete cascade;

create index download_links_user_uuid on app.download_links using btree (user_uuid);

comment on column app.download_links.created_utc is 'When the link was made.';

comment on column app.download_links.expires_utc is 'When the link stops working.';

comment on column app.download_links.link_hash is 'SHA-256 of the secret in the link.';

comment on column app.download_links.link_uuid is 'Key of the link: that of the form that made it.';

comment on column app.download_links.query is 'What the file holds, as the query of /exports/file.';

comment on column app.download_links.user_uuid is 'The user who made the link.';

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, download, factor, session or rights.';

comment on function
  app.run_values(uuid[], timestamp without time zone, timestamp without time zone) is
  'Returns the values of all runs of these sites, of those that the scope sees, for target times in [from_utc, to_utc), in no order and uncut. Left out are values of runs that were issued after their target time, and those that cannot be shown. Caller: web roles (sql/operations/exports.ts). Lock: none.';

comment on table app.download_links is 'Links by which a file can be downloaded without signing in, with the rights that its maker has at that moment. Read by the owner''s connections only; a row goes with its user, when it is revoked, and with the first link that is made after it has expired.';

revoke all
  on function app.run_values(uuid[], timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function app.run_values(uuid[], timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;
