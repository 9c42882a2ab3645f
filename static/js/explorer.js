import "./explorer/matrix-explorer.js";
