export const zh = {
  'commenting.onQuote': '您正在对{clause}里标出的这段话提意见',
  'commenting.about.choose': '只针对某一条或者某句话',
  'commenting.about.narrow': '只针对其中一句话，或者换一条',
  'commenting.quote': '针对哪句话',
  'commenting.quote.typed': '照原文抄写或者粘贴，最多 500 个字。系统会找到它在哪一条。',
  'commenting.quote.hint': '不选就是对整条提意见。',
  'commenting.quote.whole': '{clause}整条',
  'commenting.quote.selected': '您选中的这段：“{words}”',
  'commenting.quote.missing': '征求意见稿里没有找到您选中的这段话，请重新选择',
  'commenting.quote.offer': '就这段话提意见',
  'commenting.attachments.title': '附上照片或文件（可选）',
  'commenting.attachments': '附件',
  'commenting.attachments.hint':
    '最多 5 个，每个不超过 10 MB：PDF、Word、JPEG、PNG。附件不公开，只有起草部门和意见审核员能看；照片里的拍摄地点会去掉。',
  'commenting.authorKind': '以什么身份提意见',
  'commenting.authorKind.anonymous': '匿名',
  'commenting.authorKind.anonymous.hint': '不用写姓名，也可以写一个网名。',
  'commenting.authorKind.person': '个人',
  'commenting.authorKind.organisation': '单位',
  'commenting.name.hint': '选“个人”的请写姓名，选“单位”的请写单位、社区或社会组织的名称；匿名的可以不填。',
  'commenting.publishName.hint':
    '不勾选的，公开时不写称呼。这是单独的同意，不影响意见的处理；不满十四周岁的，须由监护人同意后勾选。',
  'commenting.more': '所在地区、联系方式、邮件通知（可选）',
  'commenting.group': '您属于哪个群体',
  'commenting.group.hint':
    '这件事特别影响下面这些人。选了，能看出每个群体的意见有没有被听到；会和意见一起公开。',
  'commenting.wish': '用邮件通知我',
  'commenting.wish.hint':
    '写下邮箱，审核有结果、采纳情况公布时各发一封邮件。只用来发通知，加密保存，发完最后一封就删除。',
  'commenting.privacy.why':
    '为什么收集：了解意见来自哪里、哪些人，必要时向您核实，告诉您结果。身份、地区、联系方式、邮箱都可以不填。',
  'commenting.privacy.who':
    '谁能看到：意见由意见审核员和起草部门办理；联系方式只有办理这件事的起草人能逐条查看，每次查看都有记录。公开前会遮盖意见中的手机、身份证、银行卡和车牌号码。',
  'commenting.privacy.files': '附件：不公开，只供办理；照片先去掉拍摄地点和设备信息，再给办理人员看。',
  'commenting.privacy.long':
    '保存多久：联系方式在采纳情况反馈公布时删除，邮箱在最后一封信发出后删除，您撤回意见的立即都删除；意见和附件作为决策档案保存。',
  'commenting.paper.offer': '不方便上网的，可以打印本页，手写后寄来。寄来的意见同样登记、审核、答复。',
  'commenting.paper.letter': '手写后，请在 {at} 以前寄到：{to}。',
  'commenting.paper.phone': '不明白的，可以打电话 {phone}。',
  'commenting.terminated': '这次征求意见已经终止',
  'commenting.terminated.text': '征求意见已于 {at} 终止，不再接收意见。理由：{reason}',
}

export const en: Record<keyof typeof zh, string> = {
  'commenting.onQuote': 'You are commenting on the marked words of {clause}',
  'commenting.about.choose': 'Only about one clause or some words',
  'commenting.about.narrow': 'Only about one sentence, or about another clause',
  'commenting.quote': 'Which words',
  'commenting.quote.typed':
    'Copy or paste the words of the draft, up to 500 characters. We find their clause.',
  'commenting.quote.hint': 'Without a choice, your comment is about the whole clause.',
  'commenting.quote.whole': 'The whole of {clause}',
  'commenting.quote.selected': 'The words you selected: “{words}”',
  'commenting.quote.missing': 'The words that you selected are not in the draft; please choose again',
  'commenting.quote.offer': 'Comment on these words',
  'commenting.attachments.title': 'Add photographs or files (optional)',
  'commenting.attachments': 'Attachments',
  'commenting.attachments.hint':
    'Up to 5 files of 10 MB each: PDF, Word, JPEG, PNG. They are not published; only the drafting department and the moderators open them. The place where a photograph was taken is removed.',
  'commenting.authorKind': 'Who is commenting',
  'commenting.authorKind.anonymous': 'Anonymous',
  'commenting.authorKind.anonymous.hint': 'No name is needed; a nickname is welcome.',
  'commenting.authorKind.person': 'A person, by name',
  'commenting.authorKind.organisation': 'An organisation',
  'commenting.name.hint':
    'Needed if you comment as a person or an organisation; anonymous comments may leave it empty.',
  'commenting.publishName.hint':
    'Otherwise no name is published. This is a separate consent and changes nothing else. Under fourteen, a guardian must consent before it is ticked.',
  'commenting.more': 'Place, contact, news by e-mail (optional)',
  'commenting.group': 'Which group are you part of',
  'commenting.group.hint':
    'This matter affects these groups in particular. Your answer shows whether each of them is heard; it is published with the comment.',
  'commenting.wish': 'Tell me by e-mail',
  'commenting.wish.hint':
    'One message after moderation, one when the feedback report is published. The address is encrypted, used for nothing else, and deleted after the last message.',
  'commenting.privacy.why':
    'Why: to see where and from whom comments come, to ask back if need be, and to tell you the outcome. All of it is optional.',
  'commenting.privacy.who':
    'Who sees it: moderators and the drafting department handle the comment; contacts are opened by the drafters of this matter only, one by one, and each look is recorded. Phone, identity, card and plate numbers are masked before publication.',
  'commenting.privacy.files':
    'Attachments are not published. Staff see photographs without their place and camera data.',
  'commenting.privacy.long':
    'How long: your contact until the feedback report is published, your e-mail address until the last message, neither longer than until you withdraw; the comment and its attachments stay in the file of the decision.',
  'commenting.paper.offer':
    'You can also print this page, write by hand and send it by post. It is registered, moderated and answered all the same.',
  'commenting.paper.letter': 'Please send this form, so that it arrives before {at}, to: {to}.',
  'commenting.paper.phone': 'Questions? Telephone {phone}.',
  'commenting.terminated': 'This consultation was ended early',
  'commenting.terminated.text': 'It was ended on {at} and takes no more comments. Reason: {reason}',
}
