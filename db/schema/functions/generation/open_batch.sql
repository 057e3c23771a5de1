create function app.open_batch(of_kind text, of_rows bigint)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  way text := coalesce(nullif(current_setting('app.through', true), ''), 'task');
  who uuid := nullif(current_setting('app.user_uuid', true), '')::uuid;
  today date := (now() at time zone 'utc')::date;
  shares boolean := of_rows < 100 and of_kind not in ('deleted', 'withdrawn');
  opened bigint;
begin
  loop
    if shares then
      select b.batch_id into opened from app.batches b
      where b.site_group_uuid = app.group_uuid() and b.user_uuid = who and b.door = way
        and b.kind = of_kind and b.day = today and b.is_shared and b.undone_utc is null;
      if opened is not null then return opened; end if;
    end if;
    insert into app.batches (batch_id, site_group_uuid, user_uuid, actor, door, kind, day,
      is_shared, created_utc)
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint, app.group_uuid(),
      u.user_uuid, u.email, way, of_kind, today, shares, now() at time zone 'utc'
    from (values (1)) one left join users u on u.user_uuid = who
    on conflict do nothing
    returning batch_id into opened;
    if opened is not null then return opened; end if;
  end loop;
end
$$;

comment on function app.open_batch(text, bigint) is
  'Returns the batch for a request of so many rows: the shared one of the scope''s user, door, '
  'kind and UTC day for fewer than 100 rows, else a new one. Deletions never share. Caller: '
  'definer functions that store or take away; before they write. Lock: waits for another '
  'transaction that opens the same.';
