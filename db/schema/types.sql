create type site_asset_type as enum ('pv', 'wind');
comment on type site_asset_type is
  'Kinds of sites. A third label would break every read of the Python SDK.';

create collation app.natural_order (provider = icu, locale = 'und-u-kn-true');
comment on collation app.natural_order is
  'Order of names for people: numbers by their value ("Roof 2" before "Roof 10"), letters '
  'whatever their case and accents.';
