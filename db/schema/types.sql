create type site_asset_type as enum ('pv', 'wind');
comment on type site_asset_type is
  'Kinds of sites. A third label would break every read of the Python SDK.';
