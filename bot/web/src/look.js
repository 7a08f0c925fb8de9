// Web Chat and its cards in the page's colours.
const font = "'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const accent = '#2f5fd0';
const ink = '#1f2937';
const faint = '#5b6472';

export const isNarrow = () => window.matchMedia('(max-width: 640px)').matches;

export const styleOptions = persona => ({
  accent,
  subtle: faint,
  primaryFont: font,
  backgroundColor: '#f5f7fb',
  // A phone has no room for faces.
  botAvatarInitials: isNarrow() ? undefined : 'B',
  botAvatarBackgroundColor: '#1e3a8a',
  userAvatarInitials: isNarrow() ? undefined : initials(persona.name),
  userAvatarBackgroundColor: accent,
  avatarSize: 34,
  bubbleBackground: '#ffffff',
  bubbleBorderColor: '#e3e8f1',
  bubbleBorderRadius: 14,
  bubbleBorderWidth: 1,
  bubbleTextColor: ink,
  bubbleNubSize: 0,
  bubbleFromUserBackground: accent,
  bubbleFromUserBorderColor: accent,
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: '#ffffff',
  bubbleFromUserNubSize: 0,
  bubbleMinHeight: 34,
  bubbleMaxWidth: 640,
  bubbleAttachmentMaxWidth: 640,
  bubbleMessageMaxWidth: 560,
  paddingRegular: 12,
  paddingWide: 16,
  hideUploadButton: true,
  sendBoxHeight: 54,
  sendBoxBackground: '#ffffff',
  sendBoxTextColor: ink,
  sendBoxBorderTop: 'solid 1px #e3e8f1',
  sendBoxButtonColor: accent,
  sendBoxButtonColorOnHover: '#1e3a8a',
  sendBoxTextWrap: true,
  sendBoxMaxHeight: 160,
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: '#ffffff',
  suggestedActionBorderColor: '#c9d6f2',
  suggestedActionBorderRadius: 18,
  suggestedActionBorderWidth: 1,
  suggestedActionHeight: 36,
  suggestedActionTextColor: '#24479f',
  suggestedActionsFlowMaxHeight: 140,
  timestampColor: faint,
  typingAnimationHeight: 18,
  cardEmphasisBackgroundColor: '#f3f6fc',
  cardPushButtonBackgroundColor: accent,
  cardPushButtonTextColor: '#ffffff',
  richCardWrapTitle: true
});

const colour = (normal, subtle) => ({ default: normal, subtle: subtle ?? normal });

const colours = {
  default: colour(ink, faint),
  accent: colour(accent),
  good: colour('#15803d'),
  warning: colour('#b45309'),
  attention: colour('#b91c1c'),
  light: colour('#ffffff', '#eef2ff'),
  dark: colour(ink, faint)
};

const style = backgroundColor => ({ backgroundColor, foregroundColors: colours });

export const cardHostConfig = {
  supportsInteractivity: true,
  fontFamily: font,
  fontSizes: { small: 12, default: 14, medium: 16, large: 19, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 17, default: 20, medium: 23, large: 26, extraLarge: 31 },
  spacing: { none: 0, small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 14 },
  separator: { lineThickness: 1, lineColor: '#e8ecf4' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: style('#ffffff'),
    emphasis: style('#f3f6fc'),
    accent: style('#eaf0fd'),
    good: style('#ecfdf3'),
    attention: style('#fef2f2'),
    warning: style('#fffbeb')
  },
  actions: {
    maxActions: 12,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 12 }
  },
  table: { cellSpacing: 6 }
};

export const initials = name => {
  const words = name.trim().split(/\s+/u);
  // A Chinese name is known by its family name, a Western one by two letters.
  if (/\p{Script=Han}/u.test(name)) return [...name][0];
  return (words[0][0] + (words.length > 1 ? words[words.length - 1][0] : '')).toUpperCase();
};
