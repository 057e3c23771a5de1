create function app.shown_models(of_sites uuid[], made_by timestamp, min_horizon integer,
  day_ahead interval, utc_offset interval, of_model text)
returns table (site_uuid uuid, ml_model_uuid uuid, model_name text, model_version text,
  shown_from timestamp, shown_to timestamp, is_filled boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select s.site_uuid, m.model_uuid, m.name::text, m.version::text, timestamp '-infinity',
      timestamp 'infinity', false
    from sites s left join ml_model own on own.model_uuid = s.ml_model_uuid
    cross join (select model_uuid, name, version from ml_model
      union all select '00000000-0000-0000-0000-000000000000'::uuid, null, null) m
    where s.site_uuid = any(of_sites) and s.site_uuid = any((select app.visible_sites())::uuid[])
      and (of_model is null and s.ml_model_uuid is null or m.name = coalesce(of_model, own.name));
end
$$;

comment on function app.shown_models(uuid[], timestamp, integer, interval, interval, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the '
  'target times [shown_from, shown_to) for which each is: of the model of that name; without one, '
  'of the site''s model where it has one, else of all. Caller: functions that read forecasts. '
  'Lock: none.';
