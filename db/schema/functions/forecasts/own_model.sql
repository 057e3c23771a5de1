create function app.own_model()
returns text
language sql immutable parallel safe
as $$ select 'sitecast-baseline' $$;

comment on function app.own_model() is
  'Returns the name of the baseline (domain/forecasts/baseline_forecast.ts), the one of the '
  'service''s own models (app.own_models) that fills gaps. Caller: functions that choose or fill. Lock: '
  'none.';
