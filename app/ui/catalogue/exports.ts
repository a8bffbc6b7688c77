export const zh = {
  'exports.title': '导出意见',
  'exports.masked':
    '电话、证件号等已经遮盖，只列本人同意公开的署名，不含联系方式和查询码。每次导出都有记录。',
  'exports.original': '导出原文',
  'exports.original.text': '原文含有个人信息，只供本部门研究意见，不得外传。',
  'exports.xlsx': 'Excel 表格',
  'exports.csv': 'CSV 文本',
  'exports.json': 'JSON 数据',
  'exports.xlsx.for': '用表格软件打开',
  'exports.csv.for': '各种软件都能读',
  'exports.json.for': '供程序使用',
  'exports.open': '开放数据',
  'exports.open.text': '已公开的 {count} 条意见可以整份下载，自由使用，请注明来源。',
  'exports.size': '约 {size}',
}

export const en: Record<keyof typeof zh, string> = {
  'exports.title': 'Export the comments',
  'exports.masked':
    'Telephone and identity numbers are masked; names only where their persons agreed; no contacts, no receipt codes. Each export is recorded.',
  'exports.original': 'Export the originals',
  'exports.original.text': 'They contain personal data; for this department’s work only.',
  'exports.xlsx': 'Excel workbook',
  'exports.csv': 'CSV text',
  'exports.json': 'JSON data',
  'exports.xlsx.for': 'opens in a spreadsheet',
  'exports.csv.for': 'read by any program',
  'exports.json.for': 'for programs',
  'exports.open': 'Open data',
  'exports.open.text': 'All {count} published comments as one file, free to use; please name the source.',
  'exports.size': 'about {size}',
}
