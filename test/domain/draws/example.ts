import type { DrawEntry, DrawRule } from '~/app/domain/draws/draw'

/** The example of app/domain/draws/README.md: whoever writes a program of their own compares with it. */
export const exampleFile = `gongyi-draw/1
activity	7	示例
committed	2026-03-02T09:00:00.000+08:00
commitment	6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b
closed	2026-03-20T23:59:59.999+08:00
frozen	2026-03-21T09:00:00.000+08:00
rules	abc99fc52a1e024001b7fe825935af4392ecc6a062b660a781cc06944d05da87
list	5d1fab1eacf7161a2450d5be3005d69cd69c3cf25ade32203a219c0d9435c293
secret	000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
drawn	2026-03-21T10:00:00.000+08:00
category	consumer	2	lottery	-
category	resident	3	stratified	township

C7K2	consumer	-
C9QX	consumer	-
CM4T	consumer	-
CPR8	consumer	-
CWH3	consumer	-
R2FD	resident	云溪镇
R5NJ	resident	云溪镇
R6VA	resident	石桥乡
R8LE	resident	石桥乡
RB3Y	resident	云溪镇
RZ9U	resident	-

result	consumer	1	CWH3	chosen
result	consumer	2	CPR8	chosen
result	consumer	3	CM4T	waiting
result	consumer	4	C9QX	waiting
result	consumer	5	C7K2	waiting
result	resident	1	RZ9U	chosen
result	resident	2	R2FD	chosen
result	resident	3	R8LE	chosen
result	resident	4	R5NJ	waiting
result	resident	5	R6VA	waiting
result	resident	6	RB3Y	waiting
`

/** A file with these rules and entries, drawn where a secret is given. */
export async function fileOf(
  rules: DrawRule[],
  entries: DrawEntry[],
  secret: string | null,
): Promise<string> {
  const { sha256, writeDrawFile, writeList, writeRules } = await import('~/app/domain/draws/draw')
  return writeDrawFile({
    ...{ activityId: '1', title: '停车收费听证会', committed: 'a', closed: 'b', frozen: 'c', drawn: 'd' },
    ...{ commitment: await sha256(secret ?? ''), secret },
    ...{ rules: writeRules(rules), list: writeList(entries) },
  })
}
