set local check_function_bodies = off;

alter table app.staged_generation
  drop constraint staged_generation_site_group_uuid_fkey;

drop function app.contradicting_generation(uuid);

drop function app.drop_generation_upload(uuid);

drop function app.move_generation(uuid, boolean, boolean);

drop function
  app.stage_generation(uuid, integer, uuid[], integer[], bigint[], bigint[], double precision[],
  integer[]);

drop function app.times_of(bigint[]);

-- Loses data.
drop table app.staged_generation;
