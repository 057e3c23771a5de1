create table ml_model (
  model_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  name varchar,
  version varchar,
  description varchar default 'No description provided.',
  constraint ml_model_pkey primary key (model_uuid)
);

comment on table ml_model is
  'What makes runs, known by name and version. Table of the Python SDK; it may hold the same '
  'name and version twice.';
comment on column ml_model.model_uuid is 'Key of one version of a model.';
comment on column ml_model.created_utc is 'When the row was written (UTC).';
comment on column ml_model.name is
  'Name of the model. All versions of a name count as one model.';
comment on column ml_model.version is 'Version of the model.';
comment on column ml_model.description is 'What the model is, for people.';

create trigger revision_update after update on ml_model
  for each statement execute function app.on_all_changed();
grant select on ml_model to sitecast_admin;
grant select, insert, update, delete on ml_model to sitecast_sdk;
