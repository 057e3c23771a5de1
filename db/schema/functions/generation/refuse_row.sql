create function app.refuse_row(row_name text, site uuid, start_text text, path text, wrong text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if wrong = 'site_uuid|' then
    raise '%: there is no such site here.', row_name using errcode = 'SC404';
  end if;
  raise '% (site %, %): %', row_name, site, coalesce(left(start_text, 40), 'no start'),
    split_part(wrong, '|', 2)
    using errcode = 'SC422', column = path || split_part(wrong, '|', 1);
end
$$;

comment on function app.refuse_row(text, uuid, text, text, text) is
  'Throws SC422 at the field of a row with what is wrong (field|sentence), or SC404 for a site '
  'that is a stranger''s or does not exist, which look alike. Caller: ingestion. Lock: none.';
