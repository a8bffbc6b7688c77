CREATE TABLE "author_tallies" (
	"consultation_id" bigint NOT NULL,
	"trait" text NOT NULL,
	"value" text NOT NULL,
	"state" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "author_tallies_consultation_id_trait_value_state_pk" PRIMARY KEY("consultation_id","trait","value","state")
);

--> statement-breakpoint
create function authors_counted() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into author_tallies (consultation_id, trait, value, state, count)
      select c.consultation_id, said.trait, said.value, n.state, count(*) from new_states n join comments c on c.id = n.comment_id
      cross join lateral (values ('township', c.township), ('group', c.affected_group), ('channel', c.channel)) as said (trait, value)
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (consultation_id, trait, value, state) do update set count = author_tallies.count + excluded.count;
  else
    insert into author_tallies (consultation_id, trait, value, state, count)
      select c.consultation_id, said.trait, said.value, moved.state, sum(moved.change)
      from (select comment_id, state, 1 as change from new_states union all select comment_id, state, -1 from old_states) as moved
      join comments c on c.id = moved.comment_id
      cross join lateral (values ('township', c.township), ('group', c.affected_group), ('channel', c.channel)) as said (trait, value)
      group by 1, 2, 3, 4 having sum(moved.change) <> 0 order by 1, 2, 3, 4
      on conflict (consultation_id, trait, value, state) do update set count = author_tallies.count + excluded.count;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- The tallies of clauses first, those of authors after: in the one order in which `comments_moved` touches them, so that
-- two never block each other.
create or replace function comments_arrived() returns trigger language plpgsql as $$
begin
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, coalesce(clause_id, 0), 'pending', count(*) from arrived group by 1, 2 order by 1, 2
    on conflict (consultation_id, clause_id, state) do update set count = comment_tallies.count + excluded.count;
  insert into comment_states (comment_id, consultation_id, clause_id, state, moved_at)
    select id, consultation_id, clause_id, 'pending', received_at from arrived;
  return null;
end $$;
--> statement-breakpoint
create trigger authors_arrived after insert on comment_states referencing new table as new_states
  for each statement execute function authors_counted();
--> statement-breakpoint
create trigger authors_moved after update on comment_states referencing old table as old_states new table as new_states
  for each statement execute function authors_counted();
--> statement-breakpoint
create or replace function rebuild_tallies() returns void language plpgsql as $$
begin
  lock table comments, steps, points in share row exclusive mode;
  delete from author_tallies;
  delete from comment_states;
  delete from comment_tallies;
  delete from issue_tallies;
  -- The tallies of authors follow from this of themselves.
  insert into comment_states (comment_id, consultation_id, clause_id, state, moved_at)
    select c.id, c.consultation_id, c.clause_id, coalesce(last.state, 'pending'), coalesce(last.at, c.received_at)
    from comments c left join lateral (
      select case kind when 'restored' then 'published' else kind end as state, at from steps
      where subject = 'comment' and subject_id = c.id
        and kind in ('published', 'refused', 'restored', 'withdrawn') order by id desc limit 1) as last on true;
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, coalesce(clause_id, 0), state, count(*) from comment_states group by 1, 2, 3;
  insert into issue_tallies (issue_id, points)
    select issue_id, count(*) from points where issue_id is not null group by 1;
end $$;
--> statement-breakpoint
select rebuild_tallies();
