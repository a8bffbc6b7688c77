-- Surveys have tables of their own now. A notice that told of one becomes a plain notice, and keeps in its text until
-- when it ran: its date no longer says so.
update announcements
  set body = body || E'\n答卷截止时间：' || to_char(held_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'),
    held_at = null
  where kind = 'survey' and held_at is not null;
--> statement-breakpoint
ALTER TABLE "announcements" DROP COLUMN "kind";
