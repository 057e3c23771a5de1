create table app.accuracy_days (
  site_uuid uuid not null,
  day date not null,
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
  constraint accuracy_days_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);
create index ix_accuracy_days_site_uuid_daylight_day
  on app.accuracy_days (site_uuid, daylight, day);

comment on table app.accuracy_days is
  'How far forecasts were from generation, as counts and sums that add up, by site, UTC day, '
  'model name and horizon. A pair is a forecast value and the mean measured power of the same '
  'period. Members read it through app.accuracy_sums: a policy by site would compare every row '
  'with every site of the group.';
comment on column app.accuracy_days.site_uuid is 'The site.';
comment on column app.accuracy_days.day is 'UTC day of the periods'' starts.';
comment on column app.accuracy_days.daylight is
  'True: only pairs while the sun is above the horizon; false: all pairs.';
comment on column app.accuracy_days.model_name is
  'Name of the model. NULL: values without a model.';
comment on column app.accuracy_days.horizon_hours is 'Horizon, in whole hours.';
comment on column app.accuracy_days.pairs is 'Number of pairs.';
comment on column app.accuracy_days.abs_kw is 'Sum of the absolute errors, in kW.';
comment on column app.accuracy_days.square_kw2 is 'Sum of the squared errors, in kW².';
comment on column app.accuracy_days.error_kw is
  'Sum of the errors (forecast minus measured), in kW.';
comment on column app.accuracy_days.capacity_kw is
  'Sum of the site''s capacity over the pairs, in kW. NULL: the site has no capacity.';
comment on column app.accuracy_days.band_pairs is 'Pairs whose forecast has a band.';
comment on column app.accuracy_days.inside_pairs is
  'Of those the pairs whose measured power lies inside the band.';
comment on column app.accuracy_days.compared_pairs is
  'Pairs of periods for which the baseline has a value at this horizon, too.';
comment on column app.accuracy_days.compared_abs_kw is
  'Sum of the absolute errors of those pairs, in kW.';
comment on column app.accuracy_days.baseline_abs_kw is
  'Sum of the baseline''s mean absolute error in those pairs'' periods, once for each pair, in '
  'kW.';
comment on column app.accuracy_days.pinball_kw is
  'Sum of the mean pinball loss over the P-levels of each pair''s forecast, in kW '
  '(sql/accuracy/scores.ts). NULL: counted before there were scores.';
comment on column app.accuracy_days.crps_kw is
  'Sum of the continuous ranked probability scores, in kW. NULL as pinball_kw.';
