create function app.on_assignment()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform app.choose_models(array[new.site_uuid], now() at time zone 'utc');
  return null;
end
$$;

comment on function app.on_assignment() is
  'Chooses a site''s model anew at once when one is assigned or taken away, whoever writes. '
  'Caller: triggers model_assigned and model_given of sites. Lock: as app.touch_sites.';
