set local check_function_bodies = off;

drop trigger measured_every on public.sites;

drop function
  app.generation_pieces(uuid[], timestamp without time zone, timestamp without time zone);

drop function app.on_measured_every_change();

drop function
  app.sites_read_in_pieces(uuid[], timestamp without time zone, timestamp without time zone);
