set local check_function_bodies = off;

drop function app.values_of_forecast(uuid);

comment on function app.ingest_forecasts(jsonb) is 'Checks and stores runs for the scope''s sites, all of them or none. body: [{site_uuid, timestamp_utc, forecast_version, ml_model_uuid, values: [{start_utc, end_utc, forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; without a horizon it is the minutes from the run''s time to the start. A run is known by site, time, model and version: what is stored of it stays, so that a request may be repeated and a run may come in parts; a run that contradicts it is left out as a whole and counted as conflicting. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s. Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.touch_sites, before it compares.';

comment on function app.ingest_generation(jsonb, boolean) is 'Checks and stores measurements of the scope''s sites, all of them or none. body: [{site_uuid, start_utc, end_utc, generation_power_kw}]. What is stored for a period stays, unless replace; a row that is sent twice counts as unchanged the second time. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s. In the order of the key, so that two callers cannot deadlock. Caller: web roles (sql/generation/generation.ts). Lock: the rows inserted or replaced.';

comment on function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone)
  is 'Returns for each of the scope''s sites among these and each target time in [from_utc, to_utc) the newest value of all models, or of the site''s model where it has one. A model is its name: each version has a UUID of its own. Caller: web roles (sql/forecasts/latest.ts). Lock: none.';
