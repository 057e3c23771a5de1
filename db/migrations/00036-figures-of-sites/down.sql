alter table public.site_figures
  drop constraint site_figures_site_uuid_fkey;

drop collation app.natural_order;

-- Loses data.
drop table public.site_figures;
