create function app.own_models()
returns text[]
language sql immutable parallel safe
as $$ select array['sitecast-baseline', 'sitecast-weather', 'sitecast-blend'] $$;

comment on function app.own_models() is
  'Returns the names of the models that the service itself makes runs of: the baseline '
  '(app.own_model), which fills gaps; the forecast from weather, which stands in its place while '
  'it is fresh; the blend, which is shown only where it is assigned '
  '(domain/forecasts/own_models.ts). Caller: functions that choose a model. Lock: none.';
