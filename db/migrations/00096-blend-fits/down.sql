alter table app.blend_fits
  drop constraint blend_fits_site_uuid_fkey;

-- Loses data.
drop table app.blend_fits;
