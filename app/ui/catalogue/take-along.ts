export const zh = {
  'takeAlong.title': '带走这篇解读',
  'takeAlong.picture': '长图',
  'takeAlong.picture.for': '整篇做成一张图片，可以存到手机里，发给家里人看。',
  'takeAlong.poster': '海报',
  'takeAlong.poster.for': '一张 A4 纸，打印出来贴在办事大厅、社区公告栏。',
  'takeAlong.poster.how': '请用浏览器的“打印”，纸张选 A4，正好一张。',
  'takeAlong.wechat': '公众号文章',
  'takeAlong.wechat.for': '带格式，可以直接粘贴到微信公众号。',
  'takeAlong.wechat.lead':
    '下面就是贴进公众号以后的样子。图表改成了带数字的表格，视频、音频和动画改成了说明。',
  'takeAlong.wechat.first': '点“复制全文”。没有这个按钮时，从文章开头按住鼠标选到结尾，再复制。',
  'takeAlong.wechat.second': '打开公众号的编辑页面，在正文处粘贴。',
  'takeAlong.wechat.third': '看一看图片是不是都在，标题另外填写。',
  'takeAlong.wechat.save': '下载为网页文件',
  'takeAlong.copy': '复制全文',
  'takeAlong.copied': '已复制，可以去粘贴了。',
  'takeAlong.notCopied': '没有复制成功。请用鼠标选中文章，再按 Ctrl+C。',
  'takeAlong.back': '回到解读',
}

export const en: Record<keyof typeof zh, string> = {
  'takeAlong.title': 'Take this along',
  'takeAlong.picture': 'Long picture',
  'takeAlong.picture.for': 'All of it as one picture, to keep on a telephone and to send on.',
  'takeAlong.poster': 'Poster',
  'takeAlong.poster.for': 'One sheet of A4 for the service hall or the notice board.',
  'takeAlong.poster.how': 'Print this page on A4: it takes exactly one sheet.',
  'takeAlong.wechat': 'WeChat article',
  'takeAlong.wechat.for': 'With its looks, to paste into a WeChat official account.',
  'takeAlong.wechat.lead':
    'This is how it will look in the article. Charts have become tables of numbers; video, sound and animation have become notes.',
  'takeAlong.wechat.first':
    'Press “Copy all”. Without that button, select the article from its beginning to its end and copy it.',
  'takeAlong.wechat.second': 'Open the editor of the official account and paste into the body.',
  'takeAlong.wechat.third': 'See that every picture is there; the title is filled in separately.',
  'takeAlong.wechat.save': 'Save as a web page',
  'takeAlong.copy': 'Copy all',
  'takeAlong.copied': 'Copied. You can paste it now.',
  'takeAlong.notCopied': 'It could not be copied. Select the article and press Ctrl+C.',
  'takeAlong.back': 'Back to the interpretation',
}
