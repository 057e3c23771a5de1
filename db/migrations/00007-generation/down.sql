drop function app.as_double(jsonb), app.as_utc(text), app.ingest_generation(jsonb, boolean),
  app.refuse_row(text, uuid, text, text, text), app.store_generation(jsonb),
  app.wrong_period(timestamp, timestamp), app.wrong_time(text);
drop table generation;
drop function app.on_generation_delete(), app.on_generation_insert(), app.on_generation_update();
