create table app.chosen_models (
  site_uuid uuid not null,
  from_utc timestamp not null,
  model_name text,
  why text not null,
  constraint chosen_models_pkey primary key (site_uuid, from_utc),
  constraint chosen_models_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade,
  constraint chosen_models_why_check
    check (why in ('assigned', 'before', 'runs', 'weather', 'own', 'newest'))
);

comment on table app.chosen_models is
  'Which model a site shows, and since when: the row holds until the next one, the first row for '
  'all times before it, too. Written by app.choose_models; web roles read it by app.chosen_at.';
comment on column app.chosen_models.site_uuid is 'The site.';
comment on column app.chosen_models.from_utc is 'When the choice was made (UTC).';
comment on column app.chosen_models.model_name is
  'Name of the model, whatever its version. NULL: runs whose model is not known.';
comment on column app.chosen_models.why is
  'assigned: it is assigned to the site. runs: of the fresh models of others it had the most '
  'runs in 7 days. before: it was the choice before and is fresh. weather: the service''s '
  'own from weather, fresh where no model of others was. own: the baseline, since nothing else was '
  'fresh. newest: the service has no runs either; this one has the newest.';

create trigger revision_delete after delete on app.chosen_models
  referencing old table as changed_rows
  for each statement execute function app.on_choice_change();
create trigger revision_insert after insert on app.chosen_models
  referencing new table as changed_rows
  for each statement execute function app.on_choice_change();
create trigger revision_update after update on app.chosen_models
  referencing new table as changed_rows
  for each statement execute function app.on_choice_change();
