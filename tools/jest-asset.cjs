// Stylesheets, fonts and pictures mean nothing to a test: an empty module stands in.
module.exports = {};
