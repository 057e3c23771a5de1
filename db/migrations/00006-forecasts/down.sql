drop function app.drop_day(date), app.find_or_make_model(text, text, text),
  app.forecast_values_asked(uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text),
  app.ingest_forecasts(jsonb), app.latest_forecast_values(uuid[], timestamp, timestamp),
  app.make_days(date, date), app.model_freshness(uuid[], timestamp),
  app.plain_latest(timestamp, timestamp), app.rebuild_latest(uuid[], timestamp[], uuid[]),
  app.refresh_latest(uuid[], timestamp, timestamp), app.store_forecasts(jsonb),
  app.values_of_forecast(uuid);
drop table app.baseline_fits, app.target_days, latest_forecast_values, forecast_values,
  forecasts;
drop function app.on_forecasts_change(), app.on_values_delete(), app.on_values_insert(),
  app.on_values_truncate(), app.on_values_update();
