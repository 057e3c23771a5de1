create table sites (
  site_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  client_site_id integer,
  client_site_name varchar(255),
  country varchar(255) default 'uk',
  region varchar(255),
  dno varchar(255),
  gsp varchar(255),
  asset_type site_asset_type not null default 'pv',
  orientation double precision,
  tilt double precision,
  latitude double precision,
  longitude double precision,
  capacity_kw double precision,
  inverter_capacity_kw double precision,
  module_capacity_kw double precision,
  ml_id integer not null,
  active boolean default true,
  client_uuid uuid,
  ml_model_uuid uuid,
  altitude_m double precision,
  time_zone text,
  note text,
  version integer not null default 1,
  measured_every_minutes integer,
  capacity_from date,
  has_battery boolean not null default false,
  is_tracked boolean not null default false,
  is_curtailed boolean not null default false,
  constraint sites_pkey primary key (site_uuid),
  constraint sites_client_uuid_fkey foreign key (client_uuid) references clients,
  constraint sites_ml_model_uuid_fkey foreign key (ml_model_uuid) references ml_model
);
create index ix_sites_client_site_id on sites (client_site_id);
create index ix_sites_client_site_name on sites (client_site_name);
create index ix_sites_client_uuid on sites (client_uuid);

comment on table sites is
  'Solar and wind installations, each at one place. Table of the Python SDK; altitude_m, '
  'time_zone, note, version and all after it are ours. Triggers keep the history of every '
  'change, whoever writes.';
comment on column sites.site_uuid is 'Key of the site.';
comment on column sites.created_utc is 'When the row was written (UTC).';
comment on column sites.client_site_id is 'The client''s own number of the site.';
comment on column sites.client_site_name is 'The client''s name of the site.';
comment on column sites.country is 'Country, lower case; ''uk'' is Great Britain.';
comment on column sites.region is 'Region, in free words.';
comment on column sites.dno is
  'Distribution network operator whose licence area contains the site: JSON text with id and '
  'names, as the Python SDK writes it.';
comment on column sites.gsp is
  'Grid supply point whose region contains the site: JSON text with id and name, as the Python '
  'SDK writes it.';
comment on column sites.asset_type is 'pv (solar) or wind.';
comment on column sites.orientation is
  'Direction that the modules face, in degrees clockwise from north: 180 is south.';
comment on column sites.tilt is 'Angle of the modules from the horizontal, in degrees.';
comment on column sites.latitude is 'Degrees north (WGS 84).';
comment on column sites.longitude is 'Degrees east (WGS 84).';
comment on column sites.capacity_kw is 'AC power that the site can deliver, in kW.';
comment on column sites.inverter_capacity_kw is 'AC power of the inverters, in kW.';
comment on column sites.module_capacity_kw is 'DC power of the modules, in kW.';
comment on column sites.ml_id is
  'Number of the site in modellers'' programs. Not unique: SDK 1.0.58 repeats it.';
comment on column sites.active is
  'False: no forecasts are made and lists leave the site out. NULL counts as true.';
comment on column sites.client_uuid is 'The client whose site it is. NULL: none.';
comment on column sites.ml_model_uuid is
  'The model whose forecasts are shown (every version of its name). NULL: the service chooses '
  '(app.chosen_models).';
comment on column sites.altitude_m is 'Metres above sea level.';
comment on column sites.time_zone is 'IANA name of the time zone. NULL: by the coordinates.';
comment on column sites.note is 'Where the data of the site come from, for its page.';
comment on column sites.version is
  'Number of edits, starting at 1: an edit made against an older version is refused.';
comment on column sites.measured_every_minutes is
  'How long the measured periods really last, in minutes, where the rows of generation always '
  'last 5 minutes, as the Python SDK stores them: rows of exactly 5 minutes are read as lasting '
  'this long. NULL: rows are read as they are stored.';
comment on column sites.capacity_from is
  'First day, in the site''s zone, of its capacity_kw; site_capacities has those before. '
  'NULL: the site always had it, as far as is known.';
comment on column sites.has_battery is
  'True: a battery behind the same meter, so that power does not follow the sun.';
comment on column sites.is_tracked is 'True: the modules follow the sun.';
comment on column sites.is_curtailed is
  'True: the grid operator or a contract limits what the site may feed in.';

alter table sites enable row level security;
create policy by_site on sites to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on sites to sitecast_sdk using (true);
create trigger count_edit before update on sites
  for each row execute function app.count_edit();
create trigger link_to_admin_groups after insert on sites
  for each row execute function app.link_to_admin_groups();
create trigger measured_every after update on sites
  for each row when (old.measured_every_minutes is distinct from new.measured_every_minutes)
  execute function app.on_measured_every_change();
create trigger model_assigned after update on sites
  for each row when (new.ml_model_uuid is distinct from old.ml_model_uuid)
  execute function app.on_assignment();
create trigger model_given after insert on sites
  for each row when (new.ml_model_uuid is not null)
  execute function app.on_assignment();
create trigger revision_insert after insert on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_change();
create trigger revision_update after update on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_change();
create trigger set_default_inverter_capacity_kw_trigger before insert on sites
  for each row when (new.inverter_capacity_kw is null)
  execute function app.fill_inverter_capacity();
create trigger site_changes_trigger after insert or delete or update on sites
  for each row execute function app.record_site_change();
grant select on sites to sitecast_app, sitecast_admin;
grant select, insert, update, delete on sites to sitecast_sdk;
