-- What people handed in, and what a draw has promised, stays as it was (invariants 3 and 4).
create trigger registrations_kept before update on registrations for each row
  when ((to_jsonb(old) - 'person' - 'person_mark') is distinct from (to_jsonb(new) - 'person' - 'person_mark'))
  execute function refuse_change();
--> statement-breakpoint
create trigger registrations_not_deleted before delete on registrations for each row execute function refuse_change();
--> statement-breakpoint
create trigger statements_kept before update or delete on statements for each row
  when (old.comment_id is not null) execute function refuse_change();
--> statement-breakpoint
create trigger draws_kept before update on draws for each row
  when ((old.activity_id, old.commitment, old.rules, old.committed_at)
      is distinct from (new.activity_id, new.commitment, new.rules, new.committed_at)
    or old.list is not null and (old.list, old.list_hash, old.frozen_at)
      is distinct from (new.list, new.list_hash, new.frozen_at)
    or old.secret is not null and (old.secret, old.drawn_at) is distinct from (new.secret, new.drawn_at))
  execute function refuse_change();
--> statement-breakpoint
create trigger draws_not_deleted before delete on draws for each row execute function refuse_change();
--> statement-breakpoint
create trigger draw_results_kept before update or delete on draw_results for each row execute function refuse_change();
--> statement-breakpoint
-- Hearings and symposiums have records of their own now; what was announced before stays as a notice.
update announcements set kind = 'notice' where kind not in ('survey', 'notice');
