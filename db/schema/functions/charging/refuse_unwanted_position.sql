create function app.refuse_unwanted_position()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if exists (select 1 from app_settings where key = 'store_positions' and value = 'true'
    and site_group_uuid = new.site_group_uuid) then return new; end if;
  raise 'Positions of vehicles are not stored: the setting for it is off.' using errcode = 'SC409';
end
$$;

comment on function app.refuse_unwanted_position() is
  'Throws SC409 unless the group''s setting store_positions is true. Caller: trigger '
  'positions_allowed of ev_location. Lock: none.';
