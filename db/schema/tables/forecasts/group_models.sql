create table app.group_models (
  site_group_uuid uuid not null,
  model_uuid uuid not null,
  created_utc timestamptz not null default now(),
  constraint group_models_pkey primary key (site_group_uuid, model_uuid),
  constraint group_models_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);

comment on table app.group_models is
  'Which group made which model by sending forecasts of it: a group may make 200.';
comment on column app.group_models.site_group_uuid is 'The group whose scope made the model.';
comment on column app.group_models.model_uuid is
  'The model. No foreign key: the row of a model that was deleted does not count.';
comment on column app.group_models.created_utc is 'When the model was made.';
