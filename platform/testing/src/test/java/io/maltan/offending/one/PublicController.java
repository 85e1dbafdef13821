package io.maltan.offending.one;

import org.springframework.web.bind.annotation.RestController;

@RestController
public class PublicController {}
