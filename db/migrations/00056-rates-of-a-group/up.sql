alter table public.ev_network_subscriptions
  drop constraint ev_network_subscriptions_overlap_excl;

alter table public.ev_rates
  drop constraint ev_rates_location_overlap_excl;

alter table public.ev_rates
  drop constraint ev_rates_network_overlap_excl;

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_network_subscriptions
  add constraint ev_network_subscriptions_overlap_excl EXCLUDE
    using gist
    (int8range((uuid_hash(site_group_uuid))::bigint, (uuid_hash(site_group_uuid))::bigint,
    '[]'::text) with &&,
    int4range(network_id, network_id, '[]'::text) with &&,
    daterange(start_date, end_date, '[]'::text) with &&);

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_rates
  add constraint ev_rates_location_overlap_excl EXCLUDE
    using gist
    (int8range((uuid_hash(site_group_uuid))::bigint, (uuid_hash(site_group_uuid))::bigint,
    '[]'::text) with &&,
    int4range(location_id, location_id, '[]'::text) with &&,
    daterange(valid_from, valid_to, '[]'::text) with &&) where ((location_id is not null));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_rates
  add constraint ev_rates_network_overlap_excl EXCLUDE
    using gist
    (int8range((uuid_hash(site_group_uuid))::bigint, (uuid_hash(site_group_uuid))::bigint,
    '[]'::text) with &&,
    int4range(network_id, network_id, '[]'::text) with &&,
    daterange(valid_from, valid_to, '[]'::text) with &&) where ((network_id is not null));
