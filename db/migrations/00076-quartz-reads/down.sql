set local check_function_bodies = off;

drop function app.keep_first_generation(uuid, timestamp without time zone[], double precision[]);

drop function
  app.quartz_values(uuid[], timestamp without time zone, timestamp without time zone, timestamp
  without time zone);
