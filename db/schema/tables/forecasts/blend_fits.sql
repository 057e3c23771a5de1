create table app.blend_fits (
  site_uuid uuid not null,
  fitted_utc timestamp not null,
  first_model text,
  second_model text,
  weights real[] not null,
  days integer not null,
  held_out_days integer not null,
  blend_kw double precision,
  first_kw double precision,
  second_kw double precision,
  is_offered boolean not null,
  constraint blend_fits_pkey primary key (site_uuid),
  constraint blend_fits_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.blend_fits is
  'What was found when two models of a site were blended last: the weights, and whether the blend '
  'was better than both on days that its weights had not seen (domain/forecasts/blend/).';
comment on column app.blend_fits.site_uuid is 'The site.';
comment on column app.blend_fits.fitted_utc is 'When it was fitted (UTC); a week later it is again.';
comment on column app.blend_fits.first_model is
  'Name of one model. NULL: no two models have enough days in common.';
comment on column app.blend_fits.second_model is 'Name of the other model. NULL as first_model.';
comment on column app.blend_fits.weights is
  'Share of the first model by class of lead: 0 to 1, to 2, 4, 8, 16, 24 and 48 hours.';
comment on column app.blend_fits.days is 'UTC days that both models forecast and that were measured.';
comment on column app.blend_fits.held_out_days is
  'The newest of these days, for which the weights that were tried had not been fitted.';
comment on column app.blend_fits.blend_kw is
  'Mean pinball loss of the blend on the held-out days, in kW. NULL: there were none.';
comment on column app.blend_fits.first_kw is 'The same of the first model alone.';
comment on column app.blend_fits.second_kw is 'The same of the second model alone.';
comment on column app.blend_fits.is_offered is
  'True: the blend was better than both by more than chance would explain, and runs are made.';

alter table app.blend_fits enable row level security;
create policy by_site on app.blend_fits to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on app.blend_fits to sitecast_app, sitecast_admin;
