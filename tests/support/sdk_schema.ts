/**
 * The columns of pvsite-datamodel 1.0.58 (MIT, Open Climate Fix), with the two on which its
 * versions differ as all of them can live with: horizon_minutes may be NULL, as 1.0.22 sends it,
 * and ml_id is not unique. `?`: may be NULL. Each table has created_utc as well.
 */
export const TABLES: Record<string, Record<string, string>> = {
  users: { user_uuid: "uuid", email: "varchar(255)?", site_group_uuid: "uuid" },
  site_groups: {
    site_group_uuid: "uuid",
    site_group_name: "varchar(255)?",
    service_level: "integer?",
  },
  site_group_sites: { site_group_site_uuid: "uuid", site_group_uuid: "uuid", site_uuid: "uuid" },
  sites: {
    site_uuid: "uuid",
    client_site_id: "integer?",
    client_site_name: "varchar(255)?",
    country: "varchar(255)?",
    region: "varchar(255)?",
    dno: "varchar(255)?",
    gsp: "varchar(255)?",
    asset_type: "site_asset_type",
    orientation: "float8?",
    tilt: "float8?",
    latitude: "float8?",
    longitude: "float8?",
    capacity_kw: "float8?",
    inverter_capacity_kw: "float8?",
    module_capacity_kw: "float8?",
    ml_id: "integer",
    active: "boolean?",
    client_uuid: "uuid?",
    ml_model_uuid: "uuid?",
  },
  generation: {
    generation_uuid: "uuid",
    site_uuid: "uuid",
    generation_power_kw: "float8",
    start_utc: "timestamp",
    end_utc: "timestamp",
  },
  forecasts: {
    forecast_uuid: "uuid",
    site_uuid: "uuid",
    timestamp_utc: "timestamp",
    forecast_version: "varchar(32)",
  },
  forecast_values: {
    forecast_value_uuid: "uuid",
    start_utc: "timestamp",
    end_utc: "timestamp",
    forecast_power_kw: "float8",
    horizon_minutes: "integer?",
    forecast_uuid: "uuid",
    ml_model_uuid: "uuid?",
    probabilistic_values: "jsonb",
  },
  status: { status_uuid: "uuid", status: "varchar(255)?", message: "varchar(255)?" },
  inverters: { inverter_uuid: "uuid", site_uuid: "uuid" },
  api_request: { uuid: "uuid", url: "varchar?", user_uuid: "uuid?" },
  ml_model: { model_uuid: "uuid", name: "varchar?", version: "varchar?", description: "varchar?" },
  clients: { client_uuid: "uuid", client_name: "varchar(255)" },
  sites_history: {
    site_history_uuid: "uuid",
    site_uuid: "uuid",
    site_data: "jsonb",
    changed_by: "uuid?",
    operation_type: "text",
  },
};

/** What we have added to their tables: it must be nullable or have a default. */
export const OURS = [
  "generation.batch_id",
  "generation.batch_power_kw",
  "inverters.ac_kw",
  "inverters.maker",
  "inverters.name",
  "site_groups.is_admin",
  "sites.altitude_m",
  "sites.capacity_from",
  "sites.has_battery",
  "sites.is_curtailed",
  "sites.is_tracked",
  "sites.measured_every_minutes",
  "sites.note",
  "sites.time_zone",
  "site_groups.version",
  "sites.version",
  "users.version",
  "sites_history.changed_by_email",
  "sites_history.changed_by_group",
  "sites_history.changed_through",
  "sites_history.database_role",
  "status.posted_by",
  "status.posted_by_email",
  "users.deactivated_utc",
  "users.last_seen_utc",
];

export const DEFAULTS: Record<string, string> = {
  "sites.country": "'uk'::character varying",
  "sites.asset_type": "'pv'::site_asset_type",
  "forecast_values.horizon_minutes": "'-1'::integer",
  "forecast_values.probabilistic_values": "'{}'::jsonb",
  "ml_model.model_uuid": "gen_random_uuid()",
  "ml_model.description": "'No description provided.'::character varying",
  "api_request.uuid": "gen_random_uuid()",
};

export const FOREIGN_KEYS = `
  api_request (user_uuid) users
  forecast_values (forecast_uuid) forecasts
  forecast_values (ml_model_uuid) ml_model
  forecasts (site_uuid) sites
  generation (site_uuid) sites
  inverters (site_uuid) sites
  site_group_sites (site_group_uuid) site_groups
  site_group_sites (site_uuid) sites
  sites (client_uuid) clients
  sites (ml_model_uuid) ml_model
  sites_history (changed_by) users ON DELETE SET NULL
  users (site_group_uuid) site_groups`;

export const INDEXES = `
  api_request ix_api_request_user_uuid (user_uuid)
  clients ix_clients_client_name (client_name) unique
  forecast_values ix_forecast_values_forecast_uuid_horizon_minutes (forecast_uuid, horizon_minutes)
  forecast_values ix_forecast_values_start_utc (start_utc)
  forecasts ix_forecasts_site_uuid_timestamp_utc (site_uuid, timestamp_utc)
  generation ix_generation_site_uuid (site_uuid)
  generation ix_generation_start_utc (start_utc)
  generation uniq_cons_site_start_end (site_uuid, start_utc, end_utc) unique
  inverters ix_inverters_site_uuid (site_uuid)
  site_group_sites idx_site_group_site (site_group_uuid, site_uuid) unique
  site_groups ix_site_groups_site_group_name (site_group_name) unique
  sites ix_sites_client_site_id (client_site_id)
  sites ix_sites_client_site_name (client_site_name)
  sites ix_sites_client_uuid (client_uuid)
  sites_history ix_sites_history_site_uuid (site_uuid)
  users ix_users_email (email) unique`;
