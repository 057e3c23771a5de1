alter table app.energy_pairs
  drop constraint energy_pairs_site_uuid_fkey;

alter table public.energy_days
  drop constraint energy_days_site_uuid_fkey;

alter table public.energy_fits
  drop constraint energy_fits_site_uuid_fkey;

-- Loses data.
drop table app.energy_pairs;

-- Loses data.
drop table public.energy_days;

-- Loses data.
drop table public.energy_fits;
