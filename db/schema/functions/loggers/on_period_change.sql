create function app.on_period_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.change_feeds(new.site_uuid, coalesce(new.kept_before_utc, '-infinity'), false);
  return null;
end
$$;

comment on function app.on_period_change() is
  'Lets all periods of a site that may change be counted again when their length changes. Caller: a '
  'trigger of app.logger_sites. Lock: as app.change_feeds.';
