set local check_function_bodies = off;

drop function
  app.sites_on_grid(uuid[], timestamp without time zone, timestamp without time zone, interval);
