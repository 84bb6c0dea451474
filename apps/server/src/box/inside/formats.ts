/**
 * Forms of recordings that ffmpeg may open. All others are refused: some of them name other files, which it would read in
 * place of the one that it was given, and where a box is not sealed these may be anybody's (HLS, concat, DASH, IMF, SDP).
 */
const FORMS = [
  ...[
    'mov',
    'matroska',
    'webm',
    'avi',
    'asf',
    'flv',
    'live_flv',
    'mpeg',
    'mpegts',
    'mpegvideo',
    'mxf',
    'gxf',
    'dv',
    'nut',
  ],
  ...['h261', 'h263', 'h264', 'hevc', 'm4v', 'ivf', 'obu', 'rm', 'ogg', 'nsv', 'wtv', 'dhav', 'av1', 'vc1'],
  ...[
    'wav',
    'w64',
    'aiff',
    'caf',
    'au',
    'flac',
    'mp3',
    'aac',
    'ac3',
    'eac3',
    'dts',
    'amr',
    'amrnb',
    'amrwb',
    'ape',
    'wv',
  ],
  ...['tta', 'mpc', 'mpc8', 'dsf', 'voc', 'gsm', 'loas', 'tak', 'qcp', 'aa', 'oma', 'xwma', 'sox', 'truehd', 'mlp'],
];

/** What stands before the input of ffmpeg and ffprobe: it is a recording, and a file. */
export const ONLY_RECORDINGS = ['-protocol_whitelist', 'file', '-format_whitelist', FORMS.join(',')] as const;
