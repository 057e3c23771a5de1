create function app.own_model()
returns text
language sql immutable parallel safe
as $$ select 'sitecast-baseline' $$;

comment on function app.own_model() is
  'Returns the name of the service''s own model, the baseline (domain/forecasts/'
  'baseline_forecast.ts). Caller: functions that choose a model. Lock: none.';
