/** As in the manifest. */
export const participantId = 'easel.easel';
