import "./jobad/ad-builder.js";
