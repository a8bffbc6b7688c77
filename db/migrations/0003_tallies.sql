-- Nothing of what a citizen handed in may change, in any column; contact details may go when they are no longer needed (L1).
drop trigger comments_kept on comments;
--> statement-breakpoint
create trigger comments_kept before update on comments for each row
  when ((to_jsonb(old) - 'contact') is distinct from (to_jsonb(new) - 'contact'))
  execute function refuse_change();
--> statement-breakpoint
create trigger comment_corrections_kept before update or delete on comment_corrections for each row execute function refuse_change();
--> statement-breakpoint
create trigger comment_appeals_kept before update or delete on comment_appeals for each row execute function refuse_change();
--> statement-breakpoint
create trigger comment_attachments_kept before update or delete on comment_attachments for each row execute function refuse_change();
--> statement-breakpoint
-- Where each comment stands and how many stand there, so that page one of 100,000 comments costs what page one of 100
-- does. The truth stays in `comments` and `steps`. The tallies are touched in one order, so that two never block each other.
create function comments_arrived() returns trigger language plpgsql as $$
begin
  insert into comment_states (comment_id, consultation_id, clause_id, state, moved_at)
    select id, consultation_id, clause_id, 'pending', received_at from arrived;
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, coalesce(clause_id, 0), 'pending', count(*) from arrived group by 1, 2 order by 1, 2
    on conflict (consultation_id, clause_id, state) do update set count = comment_tallies.count + excluded.count;
  return null;
end $$;
--> statement-breakpoint
create trigger comments_arrived after insert on comments referencing new table as arrived
  for each statement execute function comments_arrived();
--> statement-breakpoint
create function comments_moved() returns trigger language plpgsql as $$
begin
  with newest as (
    select distinct on (subject_id) subject_id, kind, at from taken
    where subject = 'comment' and kind in ('published', 'refused', 'withdrawn') order by subject_id, id desc),
  moved as (
    update comment_states set state = newest.kind, moved_at = newest.at
    from newest, comment_states before
    where comment_states.comment_id = newest.subject_id and before.comment_id = newest.subject_id
    returning comment_states.consultation_id, coalesce(comment_states.clause_id, 0) as clause_id,
      before.state as old_state, comment_states.state as new_state),
  changes as (
    select consultation_id, clause_id, old_state as state, -1 as change from moved
    union all select consultation_id, clause_id, new_state, 1 from moved)
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, clause_id, state, sum(change) from changes group by 1, 2, 3 having sum(change) <> 0 order by 1, 2, 3
    on conflict (consultation_id, clause_id, state) do update set count = comment_tallies.count + excluded.count;
  return null;
end $$;
--> statement-breakpoint
create trigger comments_moved after insert on steps referencing new table as taken
  for each statement execute function comments_moved();
--> statement-breakpoint
create function points_placed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into issue_tallies (issue_id, points)
      select issue_id, count(*) from new_points where issue_id is not null group by 1 order by 1
      on conflict (issue_id) do update set points = issue_tallies.points + excluded.points;
  elsif tg_op = 'DELETE' then
    insert into issue_tallies (issue_id, points)
      select issue_id, -count(*) from old_points where issue_id is not null group by 1 order by 1
      on conflict (issue_id) do update set points = issue_tallies.points + excluded.points;
  else
    insert into issue_tallies (issue_id, points)
      select issue_id, sum(change) from (
        select issue_id, 1 as change from new_points union all select issue_id, -1 from old_points) as changes
      where issue_id is not null group by 1 having sum(change) <> 0 order by 1
      on conflict (issue_id) do update set points = issue_tallies.points + excluded.points;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger points_inserted after insert on points referencing new table as new_points
  for each statement execute function points_placed();
--> statement-breakpoint
create trigger points_updated after update on points referencing old table as old_points new table as new_points
  for each statement execute function points_placed();
--> statement-breakpoint
create trigger points_deleted after delete on points referencing old table as old_points
  for each statement execute function points_placed();
--> statement-breakpoint
-- Makes what the triggers keep anew from what happened (invariant 1).
create function rebuild_tallies() returns void language plpgsql as $$
begin
  lock table comments, steps, points in share row exclusive mode;
  delete from comment_states;
  delete from comment_tallies;
  delete from issue_tallies;
  insert into comment_states (comment_id, consultation_id, clause_id, state, moved_at)
    select c.id, c.consultation_id, c.clause_id, coalesce(last.kind, 'pending'), coalesce(last.at, c.received_at)
    from comments c left join lateral (
      select kind, at from steps where subject = 'comment' and subject_id = c.id
        and kind in ('published', 'refused', 'withdrawn') order by id desc limit 1) as last on true;
  insert into comment_tallies (consultation_id, clause_id, state, count)
    select consultation_id, coalesce(clause_id, 0), state, count(*) from comment_states group by 1, 2, 3;
  insert into issue_tallies (issue_id, points)
    select issue_id, count(*) from points where issue_id is not null group by 1;
end $$;
--> statement-breakpoint
select rebuild_tallies();
--> statement-breakpoint
-- What was published before points waited of themselves waits now.
insert into points (consultation_id, comment_id, created_at)
  select consultation_id, comment_id, moved_at from comment_states
  where state = 'published' and not exists (select 1 from points where points.comment_id = comment_states.comment_id);
