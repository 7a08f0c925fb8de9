// The page's own words. What the assistant says comes from the server.
const en = {
  locale: 'en-US',
  tagline: 'The CRM you talk to',
  demo: 'Demo',
  demoHint: 'No sign-in is configured, so you can be anybody. This page answers on this computer only.',
  who: 'Who are you today?',
  whoHint: 'Pick a colleague of the company. You see what they may see, and what you do is done in their name.',
  persona: 'You are',
  newChat: 'New chat',
  language: '中文',
  languageHint: '切换到中文',
  try: 'Try saying',
  noTeam: 'Company',
  roles: { admin: 'Administrator', manager: 'Manager', rep: 'Sales rep', support: 'Support' },
  loading: 'Getting ready …',
  lost: 'The connection was lost. Trying again …',
  failed: 'BotCrm does not answer. Is it running?',
  again: 'Try again',
  noDemo: 'This chat page is for demo mode, which ends when a sign-in is configured. Please talk to BotCrm in Microsoft Teams.',
  nobody: 'There are no users yet. An administrator can add them through the REST API.'
};

const zh = {
  locale: 'zh-CN',
  tagline: '会聊天的客户管理',
  demo: '演示',
  demoHint: '未配置登录,您可以选择任意身份。此页面仅在本机可用。',
  who: '今天您是谁?',
  whoHint: '请选择公司里的一位同事。您能看到他们能看到的内容,所做的操作也记在他们名下。',
  persona: '当前身份',
  newChat: '新对话',
  language: 'English',
  languageHint: 'Switch to English',
  try: '试着说',
  noTeam: '公司',
  roles: { admin: '管理员', manager: '经理', rep: '销售', support: '客服' },
  loading: '正在准备……',
  lost: '连接已断开,正在重试……',
  failed: 'BotCrm 没有响应,请确认它正在运行。',
  again: '重试',
  noDemo: '此聊天页面仅用于演示模式,配置登录后即停用。请在 Microsoft Teams 中与 BotCrm 对话。',
  nobody: '还没有用户。管理员可以通过 REST API 添加。'
};

export const textsFor = language => (language === 'zh' ? zh : en);

// Sentences to try. They speak of the sample company, by role and language.
const examples = {
  en: {
    rep: [
      'log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday',
      'move Acme sensor refresh to negotiation',
      'what did Acme say about price?',
      'my open opportunities',
      'tell me about Northwind',
      'remind me to call Erik Sand tomorrow at 3pm'
    ],
    manager: [
      'how is the pipeline this quarter?',
      'forecast for this quarter',
      'which deals are overdue?',
      'who needs attention?',
      'how did the team perform this quarter?',
      'tell me about Contoso'
    ],
    support: [
      'urgent tickets',
      'open a ticket for Acme: the sensor gateway restarts every hour, high priority',
      'unassigned tickets',
      'tell me about Acme',
      'my urgent tickets'
    ],
    admin: ['how is the pipeline this quarter?', 'list all customers in Berlin', 'which tickets are open?', 'help']
  },
  zh: {
    rep: [
      '给恒通物流打了个电话,对方要求分期付款,下周二跟进',
      '我逾期的任务',
      '华创电子的情况',
      '东方重工的商机推进到方案报价',
      '恒通物流上次说了什么?',
      '明天下午三点提醒我联系孙磊'
    ],
    manager: ['这个季度的销售漏斗怎么样?', '本季度预测', '哪些商机逾期了?', '哪些客户需要关注?', '团队这个季度的业绩', '星河汽车的情况'],
    support: ['紧急工单', '给恒通物流建个工单:网关每小时重启一次,高优先级', '还没分配的工单', '恒通物流的情况'],
    admin: ['这个季度的销售漏斗怎么样?', '有哪些逾期或者很久没联系的?', '未分配的工单', '帮助']
  }
};

export const examplesFor = (language, role) => examples[language][role] ?? examples[language].rep;
