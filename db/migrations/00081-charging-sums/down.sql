set local check_function_bodies = off;

drop trigger sums_delete on public.ev_charging_session;

drop trigger sums_insert on public.ev_charging_session;

drop trigger sums_truncate on public.ev_charging_session;

drop trigger sums_update on public.ev_charging_session;

alter table app.charging_sums
  drop constraint charging_sums_site_group_uuid_fkey;

drop function app.count_charging_sums(uuid);

drop function app.record_charging_sums();

-- Loses data.
drop table app.charging_sums;
