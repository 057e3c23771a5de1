alter table public.site_hints
  drop constraint site_hints_site_uuid_fkey;

-- Loses data.
drop table public.site_hints;
