create table app.accuracy_recent (
  site_uuid uuid not null,
  last_day date not null,
  daylight boolean not null,
  model_name text,
  horizon_hours smallint not null,
  pairs integer not null,
  abs_kw double precision not null,
  square_kw2 double precision not null,
  error_kw double precision not null,
  capacity_kw double precision,
  band_pairs integer not null,
  inside_pairs integer not null,
  compared_pairs integer not null,
  compared_abs_kw double precision not null,
  baseline_abs_kw double precision not null,
  pinball_kw double precision,
  crps_kw double precision,
  constraint accuracy_recent_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);
create index ix_accuracy_recent_site_uuid_daylight_last_day
  on app.accuracy_recent (site_uuid, daylight, last_day);

comment on table app.accuracy_recent is
  'The sums of app.accuracy_days over the 30 days up to a day, made in the same transaction: '
  'the question of every page reads a thirtieth of the rows.';
comment on column app.accuracy_recent.site_uuid is 'The site.';
comment on column app.accuracy_recent.last_day is 'Last of the 30 UTC days.';
comment on column app.accuracy_recent.daylight is
  'True: only pairs while the sun is above the horizon; false: all pairs.';
comment on column app.accuracy_recent.model_name is
  'Name of the model. NULL: values without a model.';
comment on column app.accuracy_recent.horizon_hours is 'Horizon, in whole hours.';
comment on column app.accuracy_recent.pairs is 'Number of pairs.';
comment on column app.accuracy_recent.abs_kw is 'Sum of the absolute errors, in kW.';
comment on column app.accuracy_recent.square_kw2 is 'Sum of the squared errors, in kW².';
comment on column app.accuracy_recent.error_kw is
  'Sum of the errors (forecast minus measured), in kW.';
comment on column app.accuracy_recent.capacity_kw is
  'Sum of the site''s capacity over the pairs, in kW. NULL: the site has no capacity.';
comment on column app.accuracy_recent.band_pairs is 'Pairs whose forecast has a band.';
comment on column app.accuracy_recent.inside_pairs is
  'Of those the pairs whose measured power lies inside the band.';
comment on column app.accuracy_recent.compared_pairs is
  'Pairs of periods for which the baseline has a value at this horizon, too.';
comment on column app.accuracy_recent.compared_abs_kw is
  'Sum of the absolute errors of those pairs, in kW.';
comment on column app.accuracy_recent.baseline_abs_kw is
  'Sum of the baseline''s mean absolute error in those pairs'' periods, once for each pair, in '
  'kW.';
comment on column app.accuracy_recent.pinball_kw is
  'Sum of the mean pinball loss over the P-levels of each pair''s forecast, in kW '
  '(sql/accuracy/scores.ts). NULL: counted before there were scores.';
comment on column app.accuracy_recent.crps_kw is
  'Sum of the continuous ranked probability scores, in kW. NULL as pinball_kw.';
