export const zh = {
  'draw.title': '公开抽签',
  'draw.kind': '{kind} · 公开抽签',
  'draw.lead.before':
    '想参加的人可能比名额多，所以抽签决定。怎么抽，现在就写清楚；抽完以后，谁都可以自己再算一遍。',
  'draw.lead.frozen': '报名已经截止，报名名单已经封存并公布在这里，接下来抽签。名单一个字也不能再改。',
  'draw.lead.drawn':
    '已经抽签，结果在下面。不用相信我们：谁都可以拿这里的文件自己再算一遍，看是不是同样的结果。',
  'draw.cancelled': '这次活动已经取消，抽签不再进行',
  'draw.back': '回到活动公告',

  'draw.how': '怎么抽，分四步',
  'draw.step.commit': '公告时：锁好一个密数',
  'draw.step.commit.text':
    '机器随机生成一个很长的数，叫“密数”，锁起来，谁也不看。同时公布它的“指纹”：以后密数只要改动一位，指纹就对不上。',
  'draw.step.freeze': '报名截止后：封存名单',
  'draw.step.freeze.text':
    '把报名的人列成名单公布。名单上没有姓名，只有编号，您的编号写在报名回执上。名单也有指纹，改一个字就对不上。',
  'draw.step.draw': '抽签：打开密数',
  'draw.step.draw.text':
    '打开密数，把密数和名单合在一起，按公布的算法算出每个人的先后次序。排在名额以内的入选，后面的依次候补。只抽这一次。',
  'draw.step.check': '谁都可以再算一遍',
  'draw.step.check.text':
    '密数、名单、结果都在一个文件里。您选中这个文件，机器当场重算给您看；懂计算机的人也可以照着算法自己写程序算。',

  'draw.rules': '规则和名额',
  'draw.rules.text': '随公告公布，公布以后不变。',
  'draw.rules.category': '类别',
  'draw.rules.seats': '名额',
  'draw.rules.method': '抽签办法',
  'draw.seats': '{count} 名',
  'draw.method.lottery': '所有报名的人放在一起抽',
  'draw.method.stratified':
    '按{trait}分组抽：先从每组各抽一人，再各抽第二人，直到名额用完，使各方面都有人参加',
  'draw.prints': '公布的指纹',
  'draw.prints.text':
    '指纹是一串数字和字母。请现在抄下前几位，或者把这一页拍下来；抽签以后拿出来对照，就知道有没有人动过手脚。',
  'draw.print.commitment': '密数的指纹',
  'draw.print.commitment.at': '{at} 随公告公布',
  'draw.print.rules': '规则的指纹',
  'draw.print.rules.at': '{at} 随公告公布',
  'draw.print.list': '名单的指纹',
  'draw.print.list.at': '{at} 封存，共 {count} 个报名',
  'draw.print.list.none': '报名截止（{at}）以后封存名单，那时公布在这里',
  'draw.print.secret': '打开的密数',
  'draw.print.secret.at': '{at} 抽签时打开',
  'draw.print.secret.none': '抽签时打开，那时公布在这里',
  'draw.print.seed': '种子（由密数和名单的指纹算出）',
  'draw.file': '下载抽签文件',
  'draw.file.text': '文件里有规则、名单和指纹；抽签以后还有密数和结果。',
  'draw.file.frozen': '现在下载一份留着，抽签以后可以核对名单有没有被改动。',

  'draw.results': '抽签结果',
  'draw.results.text':
    '下面是编号，不是姓名。您的编号写在报名回执上。抽签前已经退出、或者经核对不符合条件的人，仍然排在原来的次序里，名额由后面的人依次递补；最后参加的人以公布的参加人名单为准。',
  'draw.results.chosen': '入选（{count} 人）',
  'draw.results.waiting': '候补（{count} 人）',
  'draw.results.waiting.rest': '这里列出前 {shown} 人，后面的人在抽签文件里。',
  'draw.results.place': '次序',
  'draw.results.pseudonym': '编号',
  'draw.results.nobody': '这一类没有人报名。',
  'draw.results.gone': '后来不参加的（{count} 人），名额由后面的人依次递补',
  'draw.results.gone.withdrawn': '{on} 本人退出',
  'draw.results.gone.lapsed': '{on} 没有按时确认',
  'draw.results.gone.excluded': '{on} 经核对不符合条件',
  'draw.results.gone.reason': '：{reason}',

  'draw.check': '自己验一遍',
  'draw.check.text':
    '先下载抽签文件，再打开“核对抽签结果”，选中文件，马上就能看到重算的结果。不用安装什么，文件不会离开您的电脑或手机。',
  'draw.check.link': '核对抽签结果',
  'draw.check.command': '装有本软件的人，也可以在命令行里运行：',
  'draw.check.algorithm': '算法的完整说明',
  'draw.limits': '它能防什么，不能防什么',
  'draw.limits.can':
    '能防：名单封存以后，谁也不能改变结果；不能为了某个人多抽几次；不知道密数的人，不能靠挑时间或者换名字报名让自己入选。',
  'draw.limits.cannot':
    '不能防：如果有人在报名截止以前就知道密数，又能增加或者减少报名，就可能左右结果。所以密数由机器生成、加密保存，只在抽签时打开，谁在什么时候打开的，都有记录可查。也不能防把人漏掉，或者事后说人不符合条件。名单在抽签以前公布，请看看您的编号在不在上面；抽中以后去掉了谁、为什么，写在抽签结果下面。',

  'draw.summary': '公开抽签',
  'draw.summary.before':
    '{groups}的参加人抽签产生。报名截止后封存名单、公开抽签；抽签用的密数已经锁好，它的指纹已经公布，抽完以后谁都可以重算。',
  'draw.summary.frozen': '报名名单已于 {at} 封存，共 {count} 个报名，接下来抽签。',
  'draw.summary.drawn': '{at} 抽签，结果已经公布，谁都可以重算。',
  'draw.summary.chosen': '{group}：入选 {chosen} 人，候补 {waiting} 人',
  'draw.summary.link': '看抽签规则、名单和结果',

  'participants.title': '参加人名单',
  'participants.published': '{at} 公布',
  'participants.text': '姓名只有本人同意才公布，没有同意的只写姓氏。',
  'participants.joined': '{at} 递补参加',
  'participants.left': '{at} 退出',
  'participants.count': '{group}（{count} 人）',

  'drawVerify.title': '核对抽签结果',
  'drawVerify.lead': '选中从抽签页面下载的文件，这里当场重算一遍，看文件有没有被改动、结果对不对。',
  'drawVerify.private': '文件只在您的电脑或者手机里计算，不会传到网上。',
  'drawVerify.posted': '文件会送到本网站的服务器上计算，算完就丢掉，不保存。',
  'drawVerify.file': '抽签文件',
  'drawVerify.file.hint': '文件名一般是“draw-数字.txt”，在活动的抽签页面上下载，不超过 5 MB。',
  'drawVerify.file.missing': '请先选择抽签文件，再按“核对”。',
  'drawVerify.file.long':
    '这个文件超过五万行，网站不能代为核对。请在支持 JavaScript 的浏览器里核对（在您自己的电脑上算），或者用命令 npm run draw:verify。',
  'drawVerify.submit': '核对',
  'drawVerify.working': '正在计算……',

  'drawCheck.good': '核对无误：文件没有改动，重算的结果和公布的一样',
  'drawCheck.good.text':
    '下面的指纹请再和抽签页面上的，或者您当时抄下、拍下的对一对：三个都一样，就是当初公布的规则、密数和名单。',
  'drawCheck.undrawn': '规则和名单没有改动，还没有抽签',
  'drawCheck.undrawn.text': '这是抽签以前的文件。请留着它，抽签以后和新的文件对照：名单的指纹应当一样。',
  'drawCheck.bad': '对不上：这个文件和公布的不一样',
  'drawCheck.bad.text':
    '请到抽签页面重新下载文件再试一次。如果仍然对不上，请把这个文件留好，按公告上的电话告诉我们，或者向上级机关反映。',
  'drawCheck.unreadable': '这个文件读不出来',
  'drawCheck.unreadable.format': '它不是抽签文件。抽签文件的第一行是“gongyi-draw/1”，请在抽签页面上下载。',
  'drawCheck.unreadable.line-ends':
    '别的软件打开后另存过，每行的结尾变了，指纹一定对不上。请在抽签页面上重新下载，不要用记事本另存。',
  'drawCheck.unreadable.unfinished': '文件不完整，可能没有下载完，或者缺了几行。请在抽签页面上重新下载。',
  'drawCheck.unreadable.line': '有一行看不懂：“{line}”。请在抽签页面上重新下载。',
  'drawCheck.ok': '对得上',
  'drawCheck.wrong': '对不上',
  'drawCheck.of': '《{title}》的抽签文件',
  'drawCheck.checks': '逐项核对',
  'drawCheck.what.commitment': '打开的密数，就是公告时锁好的那个',
  'drawCheck.what.commitment.wrong': '打开的密数，不是公告时锁好的那个',
  'drawCheck.what.rules': '规则和名额，就是公告时公布的',
  'drawCheck.what.rules.wrong': '规则和名额，不是公告时公布的',
  'drawCheck.what.list': '名单，就是封存时公布的名单',
  'drawCheck.what.list.wrong': '名单不是公布的名单（not the published list）：有人改过，哪怕只改了一个字',
  'drawCheck.what.results': '重算的结果，和公布的结果一样',
  'drawCheck.what.results.wrong': '重算的结果，和公布的结果不一样；下面是重算的结果',
  'drawCheck.results': '重算的结果',
  'drawCheck.prints': '文件里写的指纹',

  'drawSpec.title': '算法的完整说明',
  'drawSpec.plain': '先用大白话说',
  'drawSpec.exact': '准确的写法（gongyi-draw/1）',

  'deskDraw.title': '抽签和名单',
  'deskDraw.lead':
    '分三步：封存报名名单、抽签，由经办人办理；公布参加人名单，由签发人办理。每一步马上公开，不能撤回。',
  'deskDraw.noDraw': '这次活动没有需要抽签的类别，名额按报名先后或者推荐产生，只需要由签发人公布参加人名单。',
  'deskDraw.step.freeze': '封存报名名单',
  'deskDraw.step.draw': '抽签',
  'deskDraw.step.list': '公布参加人名单',
  'deskDraw.freeze.text':
    '报名截止以后，把需要抽签的各类报名（已经退出和没有通过的除外）按编号列成名单，连同指纹马上公布。',
  'deskDraw.freeze.button': '封存并公布名单',
  'deskDraw.freeze.done': '{at} 已经封存，共 {count} 个报名。',
  'deskDraw.draw.text':
    '打开公告时锁好的密数，算出次序。入选的人马上收到通知，请他们确认；其余的人依次候补。只能抽一次，您的账号和时间记入审计。',
  'deskDraw.draw.button': '打开密数，抽签',
  'deskDraw.draw.done': '{at} 已经抽签。',
  'deskDraw.list.text': '入选的人都确认以后，公布参加人名单。之后有人退出、有人递补，名单上会写明日期。',
  'deskDraw.list.button': '公布参加人名单',
  'deskDraw.list.done': '{at} 已经公布，共 {count} 人。',
  'deskDraw.list.latest': '最晚 {day} 公布。',
  'deskDraw.list.issuer': '都齐了，请签发人在本页公布。',
  'deskDraw.unconfirmed': '还没有确认的 {count} 人',
  'deskDraw.unconfirmed.text': '没有留邮箱的，请打电话提醒；过了期限没有确认，名额自动给候补的人。',
  'deskDraw.unconfirmed.by': '请在 {at} 前确认',
  'deskDraw.unconfirmed.link': '到“报名”里打电话、代为确认',
  'deskDraw.standing': '各类名额',
  'deskDraw.standing.registered': '报名',
  'deskDraw.standing.seated': '入选',
  'deskDraw.standing.confirmed': '已确认',
  'deskDraw.standing.waiting': '候补',
  'deskDraw.public': '看公开的抽签页面',
  'deskDraw.list.public': '看公开的名单',
}

export const en: Record<keyof typeof zh, string> = {
  'draw.title': 'Public draw',
  'draw.kind': '{kind} · Public draw',
  'draw.lead.before':
    'There may be more people than seats, so lots are drawn. How is written down now; afterwards anyone can compute it again.',
  'draw.lead.frozen':
    'Registration has closed. The list is frozen and published here; the draw comes next. Not a letter of the list can be changed any more.',
  'draw.lead.drawn':
    'The lots have been drawn; the result is below. You need not take our word: with the file that is offered here anyone can compute it again.',
  'draw.cancelled': 'The event was cancelled; there will be no draw',
  'draw.back': 'Back to the notice',

  'draw.how': 'How lots are drawn, in four steps',
  'draw.step.commit': 'With the notice: a secret is locked away',
  'draw.step.commit.text':
    'A machine makes a long random number, the secret, and locks it away; nobody looks at it. Its fingerprint is published: were one digit of the secret changed later, the fingerprint would not fit.',
  'draw.step.freeze': 'After registration: the list is frozen',
  'draw.step.freeze.text':
    'Those who have registered are published as a list, without names: you find your pseudonym on your receipt. The list has a fingerprint too.',
  'draw.step.draw': 'The draw: the secret is opened',
  'draw.step.draw.text':
    'Secret and list together give everybody a place, by a published algorithm. Who is within the number of seats is chosen; the others wait in their order. There is one draw only.',
  'draw.step.check': 'Anyone can compute it again',
  'draw.step.check.text':
    'Secret, list and result are in one file. Choose the file and the result is computed before your eyes; programmers can write their own program from the description.',

  'draw.rules': 'Rules and seats',
  'draw.rules.text': 'Published with the notice, and not changed since.',
  'draw.rules.category': 'Category',
  'draw.rules.seats': 'Seats',
  'draw.rules.method': 'How lots are drawn',
  'draw.seats': '{count}',
  'draw.method.lottery': 'Among all who registered',
  'draw.method.stratified':
    'By groups ({trait}): one from each group, then a second from each, until the seats are taken',
  'draw.prints': 'Published fingerprints',
  'draw.prints.text':
    'A fingerprint is a row of digits and letters. Note the first few now, or photograph this page; after the draw you can compare.',
  'draw.print.commitment': 'Fingerprint of the secret',
  'draw.print.commitment.at': 'published with the notice, {at}',
  'draw.print.rules': 'Fingerprint of the rules',
  'draw.print.rules.at': 'published with the notice, {at}',
  'draw.print.list': 'Fingerprint of the list',
  'draw.print.list.at': 'frozen {at}, {count} registrations',
  'draw.print.list.none': 'The list is frozen after registration closes ({at}), and published here',
  'draw.print.secret': 'The secret, opened',
  'draw.print.secret.at': 'opened by the draw, {at}',
  'draw.print.secret.none': 'Opened by the draw, and published here',
  'draw.print.seed': 'Seed (computed from the secret and the fingerprint of the list)',
  'draw.file': 'Download the file of the draw',
  'draw.file.text': 'It holds rules, list and fingerprints; after the draw also the secret and the result.',
  'draw.file.frozen': 'Keep a copy now: after the draw you can see whether the list was changed.',

  'draw.results': 'Result',
  'draw.results.text':
    'These are pseudonyms, not names; yours is on your receipt. Who had withdrawn or was excluded before the draw keeps a place in the order, and the seat goes to the next. Who takes part in the end is said in the list of participants.',
  'draw.results.chosen': 'Chosen ({count})',
  'draw.results.waiting': 'Waiting ({count})',
  'draw.results.waiting.rest': 'The first {shown} are shown; the others are in the file.',
  'draw.results.place': 'Place',
  'draw.results.pseudonym': 'Pseudonym',
  'draw.results.nobody': 'Nobody registered in this category.',
  'draw.results.gone': 'No longer taking part ({count}); the next in the order moves up',
  'draw.results.gone.withdrawn': 'withdrew on {on}',
  'draw.results.gone.lapsed': 'did not confirm in time, {on}',
  'draw.results.gone.excluded': 'was found not to be eligible on {on}',
  'draw.results.gone.reason': ': {reason}',

  'draw.check': 'Check it yourself',
  'draw.check.text':
    'Download the file, open “Check a draw” and choose it: the result is computed at once. Nothing to install, and the file does not leave your computer or telephone.',
  'draw.check.link': 'Check a draw',
  'draw.check.command': 'Who has this software can also run:',
  'draw.check.algorithm': 'The whole algorithm',
  'draw.limits': 'What it protects against, and what not',
  'draw.limits.can':
    'It does: once the list is frozen nobody can change the result, or draw again until it pleases; who does not know the secret cannot be chosen by registering at a certain moment or under a certain name.',
  'draw.limits.cannot':
    'It does not: somebody who knew the secret before registration closed and could add or remove registrations might steer the result. Hence the secret is made by a machine and kept encrypted, and it is recorded who opened it and when. Nor does it prevent that somebody is left out, or excluded afterwards: the list is public before the draw, so look for your pseudonym; who was excluded after being drawn, and why, stands below the result.',

  'draw.summary': 'Public draw',
  'draw.summary.before':
    'Lots are drawn for: {groups}. After registration the list is frozen and lots are drawn in public; the fingerprint of the secret is published already, and anyone can compute the result again.',
  'draw.summary.frozen': 'The list was frozen on {at} with {count} registrations; the draw comes next.',
  'draw.summary.drawn': 'Drawn on {at}; the result is public, and anyone can compute it again.',
  'draw.summary.chosen': '{group}: {chosen} chosen, {waiting} waiting',
  'draw.summary.link': 'Rules, list and result of the draw',

  'participants.title': 'Participants',
  'participants.published': 'published {at}',
  'participants.text': 'Names are published with consent; otherwise only the surname is.',
  'participants.joined': 'moved up {at}',
  'participants.left': 'left {at}',
  'participants.count': '{group} ({count})',

  'drawVerify.title': 'Check a draw',
  'drawVerify.lead':
    'Choose the file that you have downloaded from the page of a draw (draw.txt). It is computed again here: whether the file was changed, and whether the result is right.',
  'drawVerify.private': 'The file stays on your computer or telephone; nothing is sent.',
  'drawVerify.posted': 'The file is sent to the server of this site, computed, and thrown away.',
  'drawVerify.file': 'File of the draw',
  'drawVerify.file.hint': 'Usually called “draw-number.txt”, from the page of the draw; at most 5 MB.',
  'drawVerify.file.missing': 'Please choose the file first, then press “Check”.',
  'drawVerify.file.long':
    'This file has more than 50,000 lines, which the site does not check for you. Please check it in a browser with JavaScript (on your own computer), or with the command npm run draw:verify.',
  'drawVerify.submit': 'Check',
  'drawVerify.working': 'Computing…',

  'drawCheck.good': 'Everything fits: the file is unchanged, and the result is the published one',
  'drawCheck.good.text':
    'Compare the fingerprints below with those on the page of the draw, or with what you noted: if all three are the same, these are the rules, the secret and the list that were published.',
  'drawCheck.undrawn': 'Rules and list are unchanged; lots have not been drawn yet',
  'drawCheck.undrawn.text':
    'This is the file from before the draw. Keep it, and compare with the later one: the fingerprint of the list should be the same.',
  'drawCheck.bad': 'It does not fit: this file is not what was published',
  'drawCheck.bad.text':
    'Please download the file again and retry. If it still does not fit, keep this file and tell us by the telephone number in the notice, or a higher authority.',
  'drawCheck.unreadable': 'This file cannot be read',
  'drawCheck.unreadable.format':
    'It is no file of a draw. The first line of one is “gongyi-draw/1”; please download it from the page of the draw.',
  'drawCheck.unreadable.line-ends':
    'Another program has saved it with different ends of lines, so the fingerprints cannot fit. Please download it again.',
  'drawCheck.unreadable.unfinished': 'The file is not complete. Please download it again.',
  'drawCheck.unreadable.line': 'One line says nothing here: “{line}”. Please download the file again.',
  'drawCheck.ok': 'fits',
  'drawCheck.wrong': 'does not fit',
  'drawCheck.of': 'The file of the draw for “{title}”',
  'drawCheck.checks': 'One by one',
  'drawCheck.what.commitment': 'The opened secret is the one that was locked away with the notice',
  'drawCheck.what.commitment.wrong': 'The opened secret is not the one that was locked away with the notice',
  'drawCheck.what.rules': 'Rules and seats are those of the notice',
  'drawCheck.what.rules.wrong': 'Rules and seats are not those of the notice',
  'drawCheck.what.list': 'The list is the published list',
  'drawCheck.what.list.wrong': 'The list is not the published list: it was changed, if only by one letter',
  'drawCheck.what.results': 'The computed result is the published one',
  'drawCheck.what.results.wrong':
    'The computed result is not the published one; what was computed stands below',
  'drawCheck.results': 'Computed result',
  'drawCheck.prints': 'Fingerprints in the file',

  'drawSpec.title': 'The whole algorithm',
  'drawSpec.plain': 'In plain words first',
  'drawSpec.exact': 'Exactly (gongyi-draw/1)',

  'deskDraw.title': 'Draw and list',
  'deskDraw.lead':
    'Three steps: freeze the list, draw, publish the participants. Each is public at once and cannot be taken back.',
  'deskDraw.noDraw':
    'No category of this event is drawn: seats go by arrival or nomination. Only the list of participants is to be published.',
  'deskDraw.step.freeze': 'Freeze the list',
  'deskDraw.step.draw': 'Draw',
  'deskDraw.step.list': 'Publish the participants',
  'deskDraw.freeze.text':
    'After registration has closed: whoever registered in a category that is drawn, and has not withdrawn or been excluded, is listed by pseudonym; list and fingerprint are published at once.',
  'deskDraw.freeze.button': 'Freeze and publish the list',
  'deskDraw.freeze.done': 'Frozen on {at} with {count} registrations.',
  'deskDraw.draw.text':
    'Opens the secret that was locked away with the notice. Who is chosen is told at once and asked to confirm; the others wait in their order. There is one draw; your account and the time go into the audit.',
  'deskDraw.draw.button': 'Open the secret and draw',
  'deskDraw.draw.done': 'Drawn on {at}.',
  'deskDraw.list.text':
    'Once everybody who was chosen has confirmed, the list of participants is published. Later changes are dated in it.',
  'deskDraw.list.button': 'Publish the participants',
  'deskDraw.list.done': 'Published on {at}: {count} people.',
  'deskDraw.list.latest': 'Due by {day}.',
  'deskDraw.list.issuer': 'Everything is there: the issuer publishes it on this page.',
  'deskDraw.unconfirmed': '{count} have not confirmed',
  'deskDraw.unconfirmed.text':
    'Please call who left no e-mail; without a confirmation in time the seat goes to the next by itself.',
  'deskDraw.unconfirmed.by': 'to confirm by {at}',
  'deskDraw.unconfirmed.link': 'Call and confirm under “Registrations”',
  'deskDraw.standing': 'Seats by category',
  'deskDraw.standing.registered': 'Registered',
  'deskDraw.standing.seated': 'Chosen',
  'deskDraw.standing.confirmed': 'Confirmed',
  'deskDraw.standing.waiting': 'Waiting',
  'deskDraw.public': 'The public page of the draw',
  'deskDraw.list.public': 'The public list',
}
