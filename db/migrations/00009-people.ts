// Users over their whole life: renamed, moved, deactivated, restored, deleted. Web roles never write
// the table itself: each function carries its rule, and none of them may leave the service without
// somebody who administers it. Errors of class SC are for people: SC409 a conflict, SC422 at a column.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    alter table users
      add deactivated_utc timestamp, -- ours: may not sign in nor use tokens since then
      add last_seen_utc timestamp;   -- ours: last request, written in batches
    alter table app.api_tokens add name text not null default '';
    alter table app.sessions add user_agent text;

    create function app.check_admins_remain() returns void language plpgsql ${DEFINER} as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      if not exists (select from users join site_groups using (site_group_uuid)
          where is_admin and deactivated_utc is null) then
        raise 'Nobody could administer this installation any more: somebody else must be an admin first.'
          using errcode = 'SC409';
      end if;
    end $$;

    create function app.check_user(of_user uuid) returns void language plpgsql stable ${DEFINER} as $$
    begin
      if not exists (select from users where user_uuid = of_user) then
        raise 'no such user' using errcode = 'P0002';
      end if;
    end $$;

    create function app.rename_user(of_user uuid, new_email text) returns void
    language plpgsql ${DEFINER} as $$
    begin
      perform app.check_user(of_user);
      perform pg_advisory_xact_lock(hashtext('users.email'));
      if exists (select from users where lower(email) = lower(new_email) and user_uuid <> of_user) then
        raise 'Another user has this e-mail address.' using errcode = 'SC422', column = 'email';
      end if;
      update users set email = new_email where user_uuid = of_user;
    end $$;

    create function app.move_user(of_user uuid, to_group uuid) returns void
    language plpgsql ${DEFINER} as $$
    begin
      perform app.check_user(of_user);
      if not exists (select from site_groups where site_group_uuid = to_group) then
        raise 'There is no such group.' using errcode = 'SC422', column = 'site_group_uuid';
      end if;
      update users set site_group_uuid = to_group where user_uuid = of_user;
      perform app.check_admins_remain();
    end $$;

    create function app.end_sessions(of_user uuid) returns integer language sql ${DEFINER} as $$
      with ended as (delete from app.sessions where user_uuid = of_user returning 1)
      select count(*)::integer from ended $$;

    -- Their logins to the database, if they have any, are not ours to end.
    create function app.deactivate_user(of_user uuid) returns void language plpgsql ${DEFINER} as $$
    begin
      perform app.check_user(of_user);
      update users set deactivated_utc = now() at time zone 'utc'
        where user_uuid = of_user and deactivated_utc is null;
      perform app.end_sessions(of_user);
      delete from app.password_links where user_uuid = of_user;
      update app.api_tokens set revoked_utc = now() where user_uuid = of_user and revoked_utc is null;
      perform app.check_admins_remain();
    end $$;

    create function app.restore_user(of_user uuid) returns void language plpgsql ${DEFINER} as $$
    begin
      perform app.check_user(of_user);
      update users set deactivated_utc = null where user_uuid = of_user;
    end $$;

    -- What they asked for stays, without a name.
    create function app.delete_user(of_user uuid) returns void language plpgsql ${DEFINER} as $$
    begin
      update api_request set user_uuid = null where user_uuid = of_user;
      delete from users where user_uuid = of_user;
      if not found then raise 'no such user' using errcode = 'P0002'; end if;
      perform app.check_admins_remain();
    end $$;

    create function app.add_password_link(of_user uuid, hash bytea, hours integer) returns timestamptz
    language plpgsql ${DEFINER} as $$
    declare expires timestamptz := now() + make_interval(hours => hours);
    begin
      perform app.check_user(of_user);
      if exists (select from users where user_uuid = of_user and deactivated_utc is not null) then
        raise 'This user is deactivated: restore them first.' using errcode = 'SC409';
      end if;
      insert into app.password_links (user_uuid, link_hash, expires_utc)
      values (of_user, hash, expires)
      on conflict (user_uuid) do update
        set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc;
      return expires;
    end $$;

    -- What the tables of secrets tell an admin about users: counts and times, no secret.
    create function app.sign_in_facts(of_users uuid[])
    returns table (user_uuid uuid, has_password boolean, sessions integer, tokens integer,
      link_expires_utc timestamptz)
    language sql stable ${DEFINER} as $$
      select u, exists (select from app.credentials c where c.user_uuid = u),
        (select count(*)::integer from app.sessions s
          where s.user_uuid = u and s.expires_utc > now()),
        (select count(*)::integer from app.api_tokens t where t.user_uuid = u
          and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
        (select l.expires_utc from app.password_links l where l.user_uuid = u and l.expires_utc > now())
      from unnest(of_users) u $$;

    grant execute on function app.rename_user(uuid, text), app.move_user(uuid, uuid),
      app.end_sessions(uuid), app.deactivate_user(uuid), app.restore_user(uuid),
      app.delete_user(uuid), app.add_password_link(uuid, bytea, integer),
      app.sign_in_facts(uuid[]) to sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.sign_in_facts(uuid[]), app.add_password_link(uuid, bytea, integer),
      app.delete_user(uuid), app.restore_user(uuid), app.deactivate_user(uuid),
      app.end_sessions(uuid), app.move_user(uuid, uuid), app.rename_user(uuid, text),
      app.check_user(uuid), app.check_admins_remain();
    alter table app.sessions drop user_agent;
    alter table app.api_tokens drop name;
    alter table users drop deactivated_utc, drop last_seen_utc;
  `);
}
